using FsCheck.Xunit;

namespace CallRouting.Tests;

public class LocalIntervalTests
{
    [Theory]
    [InlineData("09:00-18:00", 540, 1080)]
    [InlineData("9:00-18:00", 540, 1080)]
    [InlineData(" 09:00 – 18:00 ", 540, 1080)]
    [InlineData("20:00-04:00", 1200, 1680)]
    [InlineData("20:00-28:00", 1200, 1680)]
    [InlineData("20:00-24:00", 1200, 1440)]
    [InlineData("20:00-00:00", 1200, 1440)]
    [InlineData("00:00-24:00", 0, 1440)]
    [InlineData("12:00-36:00", 720, 2160)]
    [InlineData("23:59-47:59", 1439, 2879)]
    public void An_interval_is_read(string text, int start, int end)
    {
        Assert.True(LocalInterval.TryParse(text, out var interval, out var problem), problem);
        Assert.Equal(new LocalInterval(start, end), interval);
        Assert.Empty(problem);
    }

    [Theory]
    [InlineData(null, "HH:MM-HH:MM")]
    [InlineData("", "HH:MM-HH:MM")]
    [InlineData("closed", "HH:MM-HH:MM")]
    [InlineData("09:00", "HH:MM-HH:MM")]
    [InlineData("nine-18:00", "start")]
    [InlineData("09:00:00-18:00", "start")]
    [InlineData("09:00-18:00:00", "end")]
    [InlineData("09:00-18:60", "end")]
    [InlineData("09:00-18", "end")]
    [InlineData("09:00-48:00", "end")]
    [InlineData("09:00--1:00", "end")]
    [InlineData("٠٩:00-18:00", "start")]
    [InlineData("9:0:-18:00", "start")]
    [InlineData("24:00-26:00", "as 00:00")]
    [InlineData("09:00-34:00", "33:00")]
    [InlineData("00:00-00:00", "00:00-24:00")]
    [InlineData("12:00-12:00", "12:00-36:00")]
    public void A_wrong_interval_is_refused_with_what_to_write(string? text, string advice)
    {
        Assert.False(LocalInterval.TryParse(text, out var interval, out var problem));
        Assert.Equal(default, interval);
        Assert.Contains(advice, problem, StringComparison.Ordinal);
    }

    [Property]
    public bool Any_text_is_read_or_refused_with_a_reason(string? text) =>
        LocalInterval.TryParse(text, out _, out var problem) == (problem.Length == 0);

    [Fact]
    public void Every_interval_is_read_back_from_its_text()
    {
        for (var start = 0; start < 1440; start += 7)
            for (var length = 1; length <= 1440; length++)
            {
                var interval = new LocalInterval(start, start + length);
                Assert.True(LocalInterval.TryParse(interval.ToString(), out var back, out _));
                Assert.Equal(interval, back);
            }
    }

    [Fact]
    public void The_default_interval_is_empty()
    {
        Assert.True(default(LocalInterval).IsEmpty);
        Assert.False(default(LocalInterval).RunsPastMidnight);
    }

    [Theory]
    [InlineData(-1, 10)]
    [InlineData(1440, 1500)]
    [InlineData(600, 600)]
    [InlineData(600, 599)]
    [InlineData(600, 2041)]
    public void An_impossible_interval_cannot_be_made(int start, int end) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new LocalInterval(start, end));

    [Fact]
    public void Intervals_are_ordered_by_start_then_by_end()
    {
        var (early, longer, late) = (new LocalInterval(1, 2), new LocalInterval(1, 3), new LocalInterval(2, 3));
        Assert.True(early < longer && longer < late && late > early && early <= longer && late >= longer);
    }
}
