namespace Lana.Timing;

/// <summary>Something that is timed: one call is one run of one batch.</summary>
internal interface ITimedRun : IDisposable
{
    /// <summary>True to time it after its own runs; false to time it after runs of others.</summary>
    bool IsWhole { get; }

    /// <summary>Runs once.</summary>
    void Run();
}
