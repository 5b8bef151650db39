namespace Lana.Timing;

/// <summary>The clock that runs are timed with.</summary>
internal interface IStopwatch
{
    /// <summary>Milliseconds since a fixed but unspecified moment.</summary>
    double Milliseconds { get; }

    /// <summary>Times a run in milliseconds: a whole network as the median of three, after two runs of its own.</summary>
    double Time(ITimedRun run)
    {
        if (!run.IsWhole)
        {
            return Once(run);
        }

        // The first run brings weights and code back into the caches, the second run what the first displaced.
        run.Run();
        run.Run();
        return Median.OfThree(Once(run), Once(run), Once(run));
    }

    /// <summary>Times a run in milliseconds, whatever ran before it.</summary>
    double Once(ITimedRun run)
    {
        var started = Milliseconds;
        run.Run();
        return Milliseconds - started;
    }
}
