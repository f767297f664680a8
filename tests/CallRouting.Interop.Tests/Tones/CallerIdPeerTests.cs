using CallRouting.Audio;

namespace CallRouting.Tests.Interop;

/// <summary>Caller id made here and read by others, made by others and read here.</summary>
public class CallerIdPeerTests
{
    private static readonly Audio.CallerId Ivan = new()
    {
        Number = "84951234567", Name = "IVAN PETROV", Time = new(11, 23, 16, 5),
    };

    [Theory]
    [InlineData("class", CallerIdCoding.Bell202)]
    [InlineData("clip", CallerIdCoding.V23)]
    public async Task Caller_id_of_spandsp_is_read(string standard, CallerIdCoding coding)
    {
        using var folder = new TestFolder();
        var file = Path.Combine(folder.Path, "caller.raw");
        await Spandsp.RunAsync("cid-tx", standard, file, "11231605", Ivan.Number, Ivan.Name);
        var heard = Assert.Single(RawSound.Callers(RawSound.Read(file)));
        Assert.Equal((Ivan, CallerIdProblem.None, coding), (heard.CallerId, heard.Problem, heard.Coding));
    }

    [Theory]
    [InlineData("class", "P", CallerIdAbsence.Private)]
    [InlineData("clip", "O", CallerIdAbsence.Unavailable)]
    [InlineData("dtmf", "P", CallerIdAbsence.Private)]
    [InlineData("dtmf", "O", CallerIdAbsence.Unavailable)]
    [InlineData("sdmf", "P", CallerIdAbsence.Private)]
    public async Task Reasons_of_spandsp_are_read(string standard, string reason, CallerIdAbsence absence)
    {
        using var folder = new TestFolder();
        var file = Path.Combine(folder.Path, "caller.raw");
        await Spandsp.RunAsync("cid-tx", standard, file, "11231605", reason, "-");
        var heard = Assert.Single(RawSound.Callers(RawSound.Read(file)));
        Assert.Equal(("", absence), (heard.CallerId.Number, heard.CallerId.NumberAbsence));
    }

    [Theory]
    [InlineData("sdmf", CallerIdCoding.Bell202)]
    [InlineData("dtmf", CallerIdCoding.Dtmf)]
    public async Task Numbers_alone_of_spandsp_are_read(string standard, CallerIdCoding coding)
    {
        using var folder = new TestFolder();
        var file = Path.Combine(folder.Path, "caller.raw");
        await Spandsp.RunAsync("cid-tx", standard, file, "11231605", Ivan.Number, "-");
        var heard = Assert.Single(RawSound.Callers(RawSound.Read(file)));
        Assert.Equal((Ivan.Number, coding), (heard.CallerId.Number, heard.Coding));
    }

    [Theory]
    [InlineData("class", CallerIdCoding.Bell202)]
    [InlineData("clip", CallerIdCoding.V23)]
    public async Task Our_caller_id_is_read_by_spandsp(string standard, CallerIdCoding coding)
    {
        using var folder = new TestFolder();
        var file = Path.Combine(folder.Path, "caller.raw");
        RawSound.Write(file, CallerIdGenerator.Render(Ivan, coding));
        var said = await Spandsp.RunAsync("cid-rx", standard, file);
        Assert.Equal(["80 ", "01 11231605", "02 84951234567", "07 IVAN PETROV"], said.Split('\n'));
        RawSound.Write(file, CallerIdGenerator.Render(Ivan, coding, CallerIdFormat.Single));
        Assert.Contains(
            "1123160584951234567", await Spandsp.RunAsync("cid-rx", standard, file), StringComparison.Ordinal);
        var nobody = new Audio.CallerId { NumberAbsence = CallerIdAbsence.Private };
        RawSound.Write(file, CallerIdGenerator.Render(nobody, coding));
        Assert.Equal(["80 ", "04 P"], (await Spandsp.RunAsync("cid-rx", standard, file)).Split('\n'));
    }

    [Theory]
    [InlineData(CallerIdFormat.Single)]
    [InlineData(CallerIdFormat.Multiple)]
    public async Task Our_keys_of_a_caller_are_read_by_spandsp(CallerIdFormat format)
    {
        using var folder = new TestFolder();
        var file = Path.Combine(folder.Path, "caller.raw");
        RawSound.Write(file, CallerIdGenerator.Render(Ivan, CallerIdCoding.Dtmf, format));
        Assert.Contains("41 84951234567", await Spandsp.RunAsync("cid-rx", "dtmf", file), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Our_caller_id_of_Bell_202_is_read_by_minimodem()
    {
        Skip.IfMissing("minimodem", "minimodem");
        Skip.IfMissing("sox", "sox");
        using var folder = new TestFolder();
        var (raw, wav) = (Path.Combine(folder.Path, "caller.raw"), Path.Combine(folder.Path, "caller.wav"));
        RawSound.Write(raw, CallerIdGenerator.Render(Ivan, CallerIdCoding.Bell202));
        await RawSound.ConvertAsync(raw, wav);
        await using var minimodem = Peer.Start("minimodem", folder.Path, "--rx", "callerid", "-q", "-f", wav);
        Assert.Equal(0, await minimodem.ExitAsync(TimeSpan.FromSeconds(30)));
        Assert.Contains("84951234567", minimodem.Output, StringComparison.Ordinal);
        Assert.Contains("IVAN PETROV", minimodem.Output, StringComparison.Ordinal);
        Assert.Contains("11/23 16:05", minimodem.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Our_caller_id_of_V23_is_read_by_multimon()
    {
        Skip.IfMissing("multimon-ng", "multimon-ng");
        Skip.IfMissing("sox", "sox");
        using var folder = new TestFolder();
        var raw = Path.Combine(folder.Path, "caller.raw");
        RawSound.Write(raw, CallerIdGenerator.Render(Ivan with { Name = "IVAN" }, CallerIdCoding.V23));
        var read = await Multimon.CallerIdAsync(raw);
        Assert.Contains("CID=84951234567", read);
        Assert.Contains("DATE=11231605", read);
        Assert.Contains("CNT=IVAN", read);
    }
}
