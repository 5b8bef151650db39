namespace Lana;

/// <summary>What a pool makes of the values under its window.</summary>
public enum PoolFunction
{
    /// <summary>The largest.</summary>
    Max,

    /// <summary>The mean.</summary>
    Average,
}
