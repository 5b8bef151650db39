namespace Lana.Sharding;

/// <summary>How far a unit has come.</summary>
public enum UnitState
{
    /// <summary>Nobody works on it.</summary>
    Missing,

    /// <summary>A worker has it.</summary>
    Running,

    /// <summary>A worker has it and has not been heard of for <see cref="ShardingOptions.StaleAfter"/>.</summary>
    Stale,

    /// <summary>The last worker could not do it.</summary>
    Failed,

    /// <summary>Its result is in the run directory.</summary>
    Done,
}
