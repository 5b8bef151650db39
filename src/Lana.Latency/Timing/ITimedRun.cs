namespace Lana.Timing;

/// <summary>Something that is timed: one call is one run of one batch.</summary>
internal interface ITimedRun : IDisposable
{
    /// <summary>Whether it is timed after runs of its own, not after runs of others.</summary>
    bool IsWhole { get; }

    /// <summary>Runs once.</summary>
    void Run();
}
