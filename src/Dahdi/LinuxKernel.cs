using System.Runtime.InteropServices;

namespace CallRouting.Dahdi;

/// <summary>The kernel of the machine.</summary>
internal sealed unsafe partial class LinuxKernel : IDahdiKernel
{
    private const int ReadWrite = 0x2;
    private const int NonBlocking = 0x800;
    private const int CloseOnExec = 0x80000;

    private LinuxKernel()
    {
    }

    public static IDahdiKernel Instance { get; } = new LinuxKernel();

    public int Open(string path)
    {
        if (!OperatingSystem.IsLinux())
            throw new IOException($"{path}: the DAHDI driver is a driver of Linux.");
        return Answer(CallOpen(path, ReadWrite | NonBlocking | CloseOnExec));
    }

    public int OpenSignal() => Answer(CallEventFd(0, NonBlocking | CloseOnExec));

    public void Close(int file) => _ = CallClose(file);

    public int Control(int file, uint request, Span<byte> argument)
    {
        fixed (byte* octets = argument)
            return Answer(CallControl(file, request, octets));
    }

    public int Read(int file, Span<byte> buffer)
    {
        fixed (byte* octets = buffer)
            return Answer((int)CallRead(file, octets, (nuint)buffer.Length));
    }

    public int Write(int file, ReadOnlySpan<byte> data)
    {
        fixed (byte* octets = data)
            return Answer((int)CallWrite(file, octets, (nuint)data.Length));
    }

    public int Poll(Span<PolledFile> files, int milliseconds)
    {
        fixed (PolledFile* all = files)
            return Answer(CallPoll(all, (nuint)files.Length, milliseconds));
    }

    private static int Answer(int result) => result >= 0 ? result : -Marshal.GetLastPInvokeError();

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int CallOpen(string path, int flags);

    [LibraryImport("libc", EntryPoint = "eventfd", SetLastError = true)]
    private static partial int CallEventFd(uint value, int flags);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    private static partial int CallClose(int file);

    [LibraryImport("libc", EntryPoint = "ioctl", SetLastError = true)]
    private static partial int CallControl(int file, nuint request, void* argument);

    [LibraryImport("libc", EntryPoint = "read", SetLastError = true)]
    private static partial nint CallRead(int file, byte* buffer, nuint length);

    [LibraryImport("libc", EntryPoint = "write", SetLastError = true)]
    private static partial nint CallWrite(int file, byte* data, nuint length);

    [LibraryImport("libc", EntryPoint = "poll", SetLastError = true)]
    private static partial int CallPoll(PolledFile* files, nuint count, int milliseconds);
}
