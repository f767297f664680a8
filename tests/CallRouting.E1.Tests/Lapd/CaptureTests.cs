using NodaTime;

namespace CallRouting.E1.Tests;

/// <summary>The file of a data link's frames, octet by octet: pcap, link type 177.</summary>
public class CaptureTests
{
    [Fact]
    public void A_frame_is_written_with_its_time_its_direction_and_our_side()
    {
        var path = Path.GetTempFileName();
        var at = Instant.FromUnixTimeSeconds(0x01020304) + Duration.FromMilliseconds(5);
        var capture = LapdCapture.Begin(path, isNetwork: true);
        capture.Write([0x02, 0x01, 0x7F], isOutgoing: true, at);
        // It can be read while it is written.
        var written = Read(path);
        capture.Write([0x00, 0x01, 0x73], isOutgoing: false, at);
        capture.Dispose();
        capture.Write([0x00, 0x01, 0x73], isOutgoing: false, at);
        var whole = Read(path);
        File.Delete(path);

        Assert.Equal("d4c3b2a1020004000000000000000000ffff0000b1000000"
            + "04030201881300001300000013000000" + "000420fd000001000000000000000030" + "02017f", written);
        Assert.Equal(written
            + "04030201881300001300000013000000" + "000020fd000001000000000000000030" + "000173", whole);
        Assert.Equal("", capture.Fault);
    }

    [Fact]
    public void A_file_that_cannot_be_written_is_an_IOException() =>
        Assert.ThrowsAny<IOException>(() => LapdCapture.Begin("/no/such/folder/line.pcap", isNetwork: false));

    [Fact]
    public void A_full_disk_ends_the_capture_and_nothing_else()
    {
        var capture = new LapdCapture(new FullDisk(), isNetwork: false);
        capture.Write([0x02, 0x01, 0x7F], isOutgoing: true, Instant.FromUnixTimeSeconds(1));
        Assert.Equal("The disk is full.", capture.Fault);
        capture.Write([0x02, 0x01, 0x7F], isOutgoing: true, Instant.FromUnixTimeSeconds(1));
        capture.Dispose();
    }

    private static string Read(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        var octets = new byte[file.Length];
        file.ReadExactly(octets);
        return Convert.ToHexStringLower(octets);
    }

    private sealed class FullDisk : MemoryStream
    {
        private bool _wasAsked;

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            Assert.False(_wasAsked);
            _wasAsked = true;
            throw new IOException("The disk is full.");
        }
    }
}
