namespace Lana.Measurement;

/// <summary>Something that is timed: one call is one run of one batch.</summary>
internal interface ITimedRun : IDisposable
{
    /// <summary>Whether it is timed behind runs of its own rather than behind those of others.</summary>
    bool IsWhole { get; }

    /// <summary>Runs once.</summary>
    void Run();
}
