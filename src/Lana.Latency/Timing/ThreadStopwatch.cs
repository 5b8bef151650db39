namespace Lana.Timing;

/// <summary>Measures the time for which the calling thread had a processor: it stands still while another process has
/// it.</summary>
internal sealed partial class ThreadStopwatch : IStopwatch
{
    private const int ThreadTimeOnLinux = 3;
    private const int ThreadTimeOnMac = 16;

    private static readonly int Clock = OperatingSystem.IsMacOS() ? ThreadTimeOnMac : ThreadTimeOnLinux;

    /// <summary>True if this system reports thread time.</summary>
    public static bool IsSupported { get; } = Probe();

    public double Milliseconds =>
        ClockGetTime(Clock, out var time) == 0 ? (time.Seconds * 1e3) + (time.Nanoseconds * 1e-6) : double.NaN;

    private static bool Probe()
    {
        try
        {
            return (OperatingSystem.IsLinux() || OperatingSystem.IsMacOS())
                && Environment.Is64BitProcess
                && ClockGetTime(Clock, out _) == 0;
        }
        catch (Exception cause) when (cause is DllNotFoundException or EntryPointNotFoundException)
        {
            // If libc's clock is not available, wall-clock time is used.
            return false;
        }
    }

    [LibraryImport("libc", EntryPoint = "clock_gettime")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int ClockGetTime(int clock, out TimeSpec time);

    [StructLayout(LayoutKind.Sequential)]
    private struct TimeSpec
    {
        public long Seconds;
        public long Nanoseconds;
    }
}
