using System.Diagnostics;

namespace Lana;

/// <summary>A moment at which a process kills itself (SIGKILL): behind a share of what a stage has left to do, and a short
/// while of work.</summary>
/// <remarks>The stage is not left before: it is held at its next report, or at its last one.</remarks>
/// <param name="stage">The stage.</param>
/// <param name="share">The share of what it has left to do, 0 to below 1.</param>
/// <param name="delay">How long it works on.</param>
/// <param name="record">A file that is told the stage's progress: when the process came to it, when it is due, the
/// whole.</param>
internal sealed class KillMoment(string stage, double share, TimeSpan delay, string record) : IProgress<LanaProgress>
{
    private long? _first;
    private bool _isDue;

    public void Report(LanaProgress value)
    {
        if (value.Stage != stage)
        {
            return;
        }

        HoldIf(_isDue);
        _first ??= value.Done;
        _isDue = value.Done - _first >= share * (value.Of - _first);
        if (_isDue)
        {
            File.WriteAllText(record, $"{_first} {value.Done} {value.Of}");
            new Thread(Kill).Start();
            HoldIf(value.Done == value.Of);
        }
    }

    private static void HoldIf(bool isTime)
    {
        if (isTime)
        {
            Thread.Sleep(Timeout.Infinite);
        }
    }

    private void Kill()
    {
        Thread.Sleep(delay);
        using var process = Process.GetCurrentProcess();
        process.Kill();
    }
}
