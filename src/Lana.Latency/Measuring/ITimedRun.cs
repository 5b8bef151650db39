namespace Lana.Measuring;

/// <summary>Something that is timed: one call is one run of one batch.</summary>
internal interface ITimedRun
{
    /// <summary>Whether a run of its own comes right before each timed one.</summary>
    bool IsWhole { get; }

    /// <summary>Runs once.</summary>
    void Run();
}
