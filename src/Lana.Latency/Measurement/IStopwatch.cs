namespace Lana.Measurement;

/// <summary>The time that runs are timed with.</summary>
internal interface IStopwatch
{
    /// <summary>Milliseconds since some moment.</summary>
    double Milliseconds { get; }

    /// <summary>Times a run; what is whole is timed right behind two runs of its own, as the middle of three.</summary>
    /// <returns>What it took, in milliseconds.</returns>
    double Time(ITimedRun run)
    {
        if (!run.IsWhole)
        {
            return Once(run);
        }

        // The first brings weights and code back into the caches, the second what the first displaced.
        run.Run();
        run.Run();
        var (a, b, c) = (Once(run), Once(run), Once(run));
        return Math.Max(Math.Min(a, b), Math.Min(Math.Max(a, b), c));
    }

    /// <summary>Times a run, whatever came before it.</summary>
    /// <returns>What it took, in milliseconds.</returns>
    double Once(ITimedRun run)
    {
        var started = Milliseconds;
        run.Run();
        return Milliseconds - started;
    }
}
