using CallRouting.E1;

namespace CallRouting.Tests.Interop;

/// <summary>The same odd SETUPs to libpri as the network and to us as the network: where both can tell a call from
/// none, they tell it alike.</summary>
public class ComparisonTests
{
    private const string Bearer = "04 03 80 90 a3 ", Channel = "18 03 a1 83 85 ", Complete = "a1 ";
    private const string Called = "70 08 80 31 31 31 30 30 30 31 ";
    private const byte Setup = 0x05, ReleaseComplete = 0x5A;

    private static readonly string[] Elements =
    [
        Bearer + Channel + Called + Complete,
        Bearer + Called + Complete, // no channel: the network chooses
        Bearer + "18 01 a3 " + Called + Complete, // any
        Bearer + "18 06 a9 93 00 00 00 20 " + Called + Complete, // a slot map
        Complete + Called + Bearer + Channel, // out of order
        Bearer + Channel + Called + "96 2a 02 31 32 ", // another codeset
        Bearer + Channel + Called + "45 01 80 " + Complete, // an unknown element
        "02 01 80 " + Bearer + Channel + Called + Complete, // an unknown one that must be understood
        Channel + Called + Complete, // no bearer capability
        "04 03 90 90 a2 " + Channel + Called + Complete, // µ-law
    ];

    [Fact, Trait("Spec", "O3")]
    public async Task Libpri_and_we_take_and_refuse_the_same_calls()
    {
        using var folder = new TestFolder();
        var socket = Path.Combine(folder.Path, "libpri");
        List<string> theirs, ours;
        await using (var user = new LinkUnderTest(DatagramSpan.Listen(socket), isNetwork: false, socket + ".pcap"))
        {
            await using var libpri = await PriPeer.StartAsync("network", "connect", socket);
            await user.ToldAsync("established");
            await libpri.EventAsync("up");
            await libpri.DoAsync("on-setup proceed");
            theirs = await AnswersAsync(user);
        }

        await using var line = await LineUnderTest.StartAsync(folder, o => o with { Side = PriSide.Network });
        await using (var user = new LinkUnderTest(
            DatagramSpan.Connect(line.Socket), isNetwork: false, line.Socket + ".user.pcap"))
        {
            await user.ToldAsync("established");
            await line.UpAsync();
            ours = await AnswersAsync(user);
        }

        Assert.Equal(theirs, ours);
        Assert.Contains(ours, answer => answer == "refused 96");
        Assert.Contains(ours, answer => answer == "taken");
    }

    // The first answer to each SETUP; then the call is dropped.
    private static async Task<List<string>> AnswersAsync(LinkUnderTest user)
    {
        var answers = new List<string>();
        for (byte reference = 1; reference <= Elements.Length; reference++)
        {
            user.Send(
            [
                0x08, 0x02, 0x00, reference, Setup,
                .. Convert.FromHexString(Elements[reference - 1].Replace(" ", "", StringComparison.Ordinal))
            ]);
            byte[]? answer = null;
            await Wait.ForAsync(
                () => (answer = user.Messages.FirstOrDefault(message => message[3] == reference)) is not null, $"an answer to SETUP {reference}", 20, () => user.Story);
            answers.Add(answer![4] == ReleaseComplete ? $"refused {answer[8] & 0x7F}" : "taken");
            user.Send([0x08, 0x02, 0x00, reference, ReleaseComplete, 0x08, 0x02, 0x81, 0x90]);
        }

        return answers;
    }
}
