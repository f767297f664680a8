using System.Globalization;
using System.Text;
using NodaTime;

namespace CallRouting.Sip;

/// <summary>Takes registrations of contacts (RFC 3261 §10.3), once it is known whose they are.</summary>
internal sealed class Registrar(SipOptions options, BindingTable bindings)
{
    private readonly record struct Wish(byte[] Contact, int Seconds, int Q);

    /// <summary>Applies a REGISTER to an employee's contacts, wholly or not at all.</summary>
    /// <param name="request">The request, already authenticated.</param>
    /// <param name="domain">The company.</param>
    /// <param name="employee">Whose contacts these are.</param>
    /// <param name="flow">The way it came by.</param>
    /// <param name="now">The instant.</param>
    /// <returns>200, or why nothing was done: 400, 423 or 500.</returns>
    public int Register(SipMessage request, SipDomain domain, string employee, in SipFlow flow, Instant now)
    {
        var status = Read(request, out var wishes, out var removesAll);
        if (status != 200)
            return status;
        var present = bindings.Of(domain, employee).ToList();
        if (present.Any(b => IsLate(b, request) && (removesAll || wishes.Exists(w => IsSame(b, w)))))
            return 500;

        var at = now.ToUnixTimeTicks();
        if (removesAll)
            present.ForEach(bindings.Remove);
        foreach (var wish in wishes)
            Apply(request, domain, employee, flow, at, wish);
        return 200;
    }

    /// <summary>Writes all contacts of an employee with the seconds that they still hold.</summary>
    public void WriteContacts(ref SipWriter response, SipDomain domain, string employee, Instant now)
    {
        foreach (var binding in bindings.Of(domain, employee))
        {
            var left = (binding.ExpiresAt - now.ToUnixTimeTicks() + NodaConstants.TicksPerSecond - 1)
                / NodaConstants.TicksPerSecond;
            var q = binding.Q == 1000 ? "" : string.Create(CultureInfo.InvariantCulture, $";q=0.{binding.Q:D3}");
            byte[] value = [(byte)'<', .. binding.Contact, .. ">;expires="u8,
                .. Encoding.ASCII.GetBytes(left.ToString(CultureInfo.InvariantCulture) + q)];
            response.Header(SipHeader.Contact, value);
        }
    }

    private void Apply(SipMessage request, SipDomain domain, string employee, in SipFlow flow, long now, Wish wish)
    {
        var present = bindings.Of(domain, employee);
        var binding = present.FirstOrDefault(b => IsSame(b, wish));
        if (wish.Seconds == 0)
        {
            if (binding is not null)
                bindings.Remove(binding);
            return;
        }

        var ends = now + wish.Seconds * NodaConstants.TicksPerSecond;
        if (binding is null)
        {
            // A phone that comes back under a new port each time must not be shut out by its own past.
            if (present.Count >= options.MaxBindings)
                bindings.Remove(present.MinBy(b => b.ExpiresAt)!);
            binding = new(domain, employee, wish.Contact, flow) { ExpiresAt = ends };
            bindings.Add(binding);
        }
        else
        {
            bindings.Refresh(binding, flow, ends);
        }

        binding.Q = wish.Q;
        binding.CallId = request.CallId.ToArray();
        binding.Sequence = request.Sequence;
    }

    private int Read(SipMessage request, out List<Wish> wishes, out bool removesAll)
    {
        wishes = [];
        removesAll = false;
        foreach (var value in request.Values(SipHeader.Contact))
        {
            if (!NameAddress.TryParse(value, out var contact) || removesAll)
                return 400;
            if (contact.IsStar)
            {
                if (request.Expires != 0 || wishes.Count > 0)
                    return 400;
                removesAll = true;
                continue;
            }

            if (!contact.Uri.IsSip || wishes.Count == options.MaxBindings)
                return 400;
            var usual = request.Expires >= 0 ? request.Expires : (long)options.DefaultExpires.TotalSeconds;
            var asked = contact.Expires(usual);
            if (asked > 0 && asked < options.MinExpires.TotalSeconds)
                return 423;
            wishes.Add(new(contact.Uri.Text.ToArray(), (int)Math.Min(asked, (long)options.MaxExpires.TotalSeconds),
                contact.Q()));
        }

        return 200;
    }

    // A request of the same client that was overtaken by a later one (§10.3 step 7).
    private static bool IsLate(Binding binding, SipMessage request) =>
        request.CallId.SequenceEqual(binding.CallId) && request.Sequence <= binding.Sequence;

    private static bool IsSame(Binding binding, Wish wish) =>
        SipUri.TryParse(binding.Contact, out var left) && SipUri.TryParse(wish.Contact, out var right)
        && SipUriComparison.Same(left, right);
}
