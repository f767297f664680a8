using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace CallRouting.Sip;

// Requests outside of dialogs: who asks, what for, and the answers that need no call (RFC 3261 §8.2, §10, §11, §22).
internal sealed partial class UserAgent
{
    private void TakeRequest(TransactionId id, SipMessage request, in SipFlow flow)
    {
        var isInDialog = !request.ToTag.IsEmpty && request.Method is not SipMethod.Register;
        SipLeg? leg = null;
        if (isInDialog && !TryFindLeg(request.ToTag, out leg)
            && request.Method is not (SipMethod.Options or SipMethod.Other))
        {
            Respond(id, request, 481);
            return;
        }

        var refusal = SipInbound.Examine(request);
        if (!refusal.IsNone)
        {
            Refuse(id, request, refusal);
            return;
        }

        if (leg is not null)
        {
            TakeInDialog(id, request, leg);
            return;
        }

        switch (request.Method)
        {
            case SipMethod.Options:
                Respond(id, request, _isStopping ? 503 : 200);
                break;
            case SipMethod.Register:
                TakeRegister(id, request, flow);
                break;
            case SipMethod.Invite:
                TakeInvite(id, request, flow);
                break;
            default:
                Respond(id, request, 481);
                break;
        }
    }

    private bool TryFindLeg(ReadOnlySpan<byte> tag, [NotNullWhen(true)] out SipLeg? leg)
    {
        leg = null;
        return SipTokens.TryRead(tag, out var number) && _tags.TryGetValue(number, out leg);
    }

    private void TakeRegister(TransactionId id, SipMessage request, in SipFlow flow)
    {
        // What is malformed is refused before anything is asked: that tells nothing of anybody.
        if (!request.To.Uri.IsSip)
        {
            Respond(id, request, 400);
            return;
        }

        foreach (var value in request.Values(SipHeader.Contact))
        {
            if (NameAddress.TryParse(value, out _))
                continue;
            Respond(id, request, 400);
            return;
        }

        var verdict = Authenticate(request, SipHeader.Authorization, out var domain, out var account);
        if (verdict is DigestVerdict.Absent or DigestVerdict.Stale)
        {
            Challenge(id, request, domain, 401, verdict == DigestVerdict.Stale);
            return;
        }

        if (verdict == DigestVerdict.Wrong || account is not { Employee: { } employee }
            || !IsEmployed(domain, employee) || !SipInbound.Names(request.To.Uri, domain, account))
        {
            Respond(id, request, 403);
            return;
        }

        var status = _isStopping ? 503 : _registrar.Register(request, domain, employee, flow, _now);
        var response = Begin(request, status);
        if (status == 423)
            response.Header(SipHeader.MinExpires, (long)_options.MinExpires.TotalSeconds);
        if (status == 200)
            _registrar.WriteContacts(ref response, domain, employee, _now);
        Reply(id, response.Finish());
    }

    /// <summary>Looks for credentials of any of our realms.</summary>
    /// <param name="request">The request.</param>
    /// <param name="header">The field that the challenge belongs to.</param>
    /// <param name="domain">The company whose credentials these are, else the one that the request names.</param>
    /// <param name="account">Whose they are, where they are good.</param>
    private DigestVerdict Authenticate(
        SipMessage request, SipHeader header, out SipDomain domain, out SipAccount? account)
    {
        account = null;
        domain = SipInbound.DomainOf(request, _options.Domains);
        var (named, verdict) = (domain, DigestVerdict.Absent);
        // The company that is named first. Of companies with one realm the password tells which it is (SPEC G2).
        for (var i = -1; i < _options.Domains.Count; i++)
        {
            var candidate = i < 0 ? named : _options.Domains[i];
            if (i >= 0 && candidate == named)
                continue;
            SipAccount? found = null;
            var judged = _verifiers[candidate.Id].Check(request, header, user =>
                candidate.Accounts.TryFind(user, out found)
                    ? DigestSecrets.FromHashes(found.Ha1Md5, found.Ha1Sha256)
                    : null, _now, out _);
            if (judged == DigestVerdict.Absent || (judged == DigestVerdict.Wrong && verdict == DigestVerdict.Wrong))
                continue;
            (domain, verdict) = (candidate, judged);
            if (judged == DigestVerdict.Wrong)
                continue;
            account = judged == DigestVerdict.Good ? found : null;
            break;
        }

        return verdict;
    }

    // Who calls (SPEC O4, G4): a peer known by address and port, then whoever proves it, then a peer known by address.
    private bool TryRecognise(TransactionId id, SipMessage request, in SipFlow flow, out SipDomain domain,
        [NotNullWhen(true)] out CallOffer? offer)
    {
        if (TryFindTrunk(request, flow, withPort: true, out domain, out offer))
            return true;
        var verdict = Authenticate(request, SipHeader.ProxyAuthorization, out domain, out var account);
        if (verdict == DigestVerdict.Absent)
            verdict = Authenticate(request, SipHeader.Authorization, out domain, out account);
        switch (verdict)
        {
            case DigestVerdict.Good when account!.Employee is { } employee && IsEmployed(domain, employee):
                offer = SipInbound.Offer(request, domain, employee);
                return true;
            case DigestVerdict.Good when account!.Trunk is { } name && domain.Plan.TryFindTrunk(name, out var index):
                offer = SipInbound.Offer(request, domain.Plan.Trunks[index].Settings);
                return true;
            case DigestVerdict.Good or DigestVerdict.Wrong:
                Respond(id, request, 403);
                return false;
        }

        var named = domain;
        if (verdict == DigestVerdict.Absent && !_bindings.IsRegistered(flow)
            && TryFindTrunk(request, flow, withPort: false, out domain, out offer))
            return true;
        Challenge(id, request, named, 407, verdict == DigestVerdict.Stale);
        return false;
    }

    private bool TryFindTrunk(SipMessage request, in SipFlow flow, bool withPort, out SipDomain domain,
        [NotNullWhen(true)] out CallOffer? offer)
    {
        offer = null;
        domain = SipInbound.DomainOf(request, _options.Domains);
        List<(SipDomain Domain, Trunk Trunk)> candidates = [];
        var named = domain;
        foreach (var candidate in _options.Domains.OrderBy(d => d == named ? 0 : 1))
        {
            List<Trunk> found = [];
            PeersOf(candidate).Find(flow.Remote, withPort, found);
            foreach (var trunk in found)
                candidates.Add((candidate, trunk));
        }

        if (candidates.Count == 0)
            return false;
        (domain, var chosen) = SipInbound.Choose(request, candidates, _now);
        offer = SipInbound.Offer(request, chosen);
        return true;
    }

    private static bool IsEmployed(SipDomain domain, string employee)
    {
        foreach (var entry in domain.Plan.Employees)
            if (entry.Id == employee)
                return true;
        return false;
    }

    private void Challenge(TransactionId id, SipMessage request, SipDomain domain, int status, bool isStale)
    {
        var response = Begin(request, status);
        _verifiers[domain.Id].Challenge(ref response,
            status == 401 ? SipHeader.WwwAuthenticate : SipHeader.ProxyAuthenticate, isStale, _now,
            _options.OffersSha256 && SipInbound.TakesSha256(request));
        Reply(id, response.Finish());
    }

    private void Refuse(TransactionId id, SipMessage request, in SipRefusal refusal)
    {
        var response = Begin(request, refusal.Status);
        switch (refusal.Status)
        {
            case 420:
                response.Header(SipHeader.Unsupported, refusal.Unsupported);
                break;
            case 415:
                response.Header(SipHeader.Accept, "application/sdp"u8);
                response.Header(SipHeader.AcceptEncoding, "identity"u8);
                break;
            case 422:
                response.Header(SipHeader.MinSe, SessionTimer.Shortest);
                break;
            case 489:
                response.Header(SipHeader.AllowEvents, ""u8);
                break;
        }

        Reply(id, response.Finish());
    }

    private void Respond(TransactionId id, SipMessage request, int status) =>
        Reply(id, Begin(request, status).Finish());

    // A description that cannot be taken: the Warning says why (RFC 3261 §20.43).
    private void RefuseDescription(TransactionId id, SipMessage request, in SdpRefusal refusal)
    {
        var response = Begin(request, SdpRefusal.Status);
        WriteWarning(ref response, refusal);
        Reply(id, response.Finish());
    }

    private void WriteWarning(ref SipWriter response, in SdpRefusal refusal) =>
        response.Header(SipHeader.Warning, Encoding.UTF8.GetBytes(
            $"{refusal.Warning} {_options.Domains[0].Name} \"{Plain(refusal.Message ?? "")}\""));

    private static string Plain(string text) =>
        string.Concat(text.Where(c => !char.IsControl(c) && c is not ('"' or '\\')));

    private void Reply(TransactionId id, byte[] response) => _transactions.Respond(id, response, _now, _outputs);

    /// <summary>Starts a response with what every response of its status has.</summary>
    private SipWriter Begin(
        SipMessage request, int status, string tag = "", bool makesDialog = false, string? reason = null)
    {
        if (tag.Length == 0 && request.ToTag.IsEmpty)
            tag = _tokens.Text();
        var response = SipWriter.ResponseTo(
            request, status, Encoding.ASCII.GetBytes(tag), reason, recordRoute: makesDialog);
        if (status is 405 or 200 or 501 or 180 or 183)
            response.Header(SipHeader.Allow, SipInbound.Allow);
        if (status is 200 or 180 or 183 or 420)
            response.Header(SipHeader.Supported, SipInbound.Supported);
        if (status == 200 && request.Method == SipMethod.Options)
        {
            response.Header(SipHeader.Accept, "application/sdp"u8);
            response.Header(SipHeader.AcceptEncoding, "identity"u8);
        }

        if (status == 503)
            response.Header(SipHeader.RetryAfter, 5);
        if (_options.Product.Length > 0)
            response.Header(SipHeader.Server, _options.Product);
        return response;
    }
}
