using System.Net;
using System.Security.Cryptography;
using CallRouting.Sip;

namespace CallRouting.Host.Demo;

/// <summary>The phones of the morning: one for each employee, the provider's line that callers come by, and a mobile
/// network. Each speaks with a tone of its own, so that it can be heard who hears whom.</summary>
internal sealed class Cast : IAsyncDisposable
{
    private readonly Dictionary<string, SipPhone> _phones = [];

    /// <summary>What an employee's phone plays, in hertz.</summary>
    public static int ToneOf(string employee) => employee switch
    {
        "anna" => 730, "ivan" => 850, "olga" => 970, "petr" => 1090, _ => 1210,
    };

    /// <summary>The password of every employee's phone; another one each morning.</summary>
    public static string Password { get; } = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(10));

    /// <summary>The mobile network; mobiles ring here.</summary>
    public SipPhone Mobile { get; } = SipPhone.Open(new SipPhoneOptions { User = "mobile" });

    /// <summary>The line by which callers come in.</summary>
    public SipPhone Outside { get; private set; } = null!;

    /// <summary>An employee's phone.</summary>
    public SipPhone this[string employee] => _phones[employee];

    /// <summary>Opens the phones and registers those of the employees.</summary>
    /// <param name="router">Where the router takes SIP.</param>
    /// <param name="plan">Whose employees.</param>
    /// <exception cref="IOException">A phone could not register.</exception>
    public async Task OpenAsync(IPEndPoint router, RoutingPlan plan)
    {
        Outside = SipPhone.Open(new SipPhoneOptions { User = "provider", Server = router });
        foreach (var employee in plan.Employees)
        {
            var phone = SipPhone.Open(new SipPhoneOptions { User = employee.Id, Server = router, Password = Password });
            _phones[employee.Id] = phone;
            var status = await phone.RegisterAsync();
            if (status != 200)
                throw new IOException($"The phone of {employee.Id} could not register: SIP status {status}.");
        }
    }

    /// <summary>Every phone rings and is not answered, until a scene says otherwise.</summary>
    public void Reset()
    {
        foreach (var phone in _phones.Values.Append(Mobile))
            phone.Behaviour = PhoneBehaviour.NeverAnswers;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        SipPhone[] all = [.. _phones.Values, Mobile, .. Outside is null ? (SipPhone[])[] : [Outside]];
        await Task.WhenAll(all.Select(phone => phone.DisposeAsync().AsTask()));
    }
}
