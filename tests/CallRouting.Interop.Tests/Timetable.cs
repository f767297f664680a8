namespace CallRouting.Tests.Interop;

/// <summary>Compares what phones saw with the times of a plan: 150 ms more or less are taken.</summary>
internal static class Timetable
{
    private const double Tolerance = 150;

    public static void Near(DateTime start, DateTime at, double seconds) =>
        Assert.InRange((at - start).TotalMilliseconds, seconds * 1000 - Tolerance, seconds * 1000 + Tolerance);

    /// <summary>Each phone was first called so many seconds after the start.</summary>
    public static void Rings(DateTime start, params (Sipp Phone, double Seconds)[] plan)
    {
        foreach (var (phone, seconds) in plan)
            Near(start, phone.At(isSent: false, "INVITE"), seconds);
    }

    /// <summary>Each phone was first told so many seconds after the start to stop ringing.</summary>
    public static void Stops(DateTime start, params (Sipp Phone, double Seconds)[] plan)
    {
        foreach (var (phone, seconds) in plan)
            Near(start, phone.At(isSent: false, "CANCEL"), seconds);
    }

    /// <summary>One phone had the call, and all others were told to stop.</summary>
    public static void OneAnswered(Sipp winner, params Sipp[] all)
    {
        foreach (var phone in all)
        {
            Assert.Equal(phone == winner, phone.Has(isSent: false, "BYE"));
            Assert.Equal(phone != winner, phone.Has(isSent: false, "CANCEL"));
            Assert.Equal(phone != winner, phone.Has(isSent: true, "SIP/2.0 487"));
        }
    }

    public static async Task DoneAsync(params Sipp[] all)
    {
        foreach (var sipp in all)
            await sipp.DoneAsync();
    }
}
