namespace Lana;

/// <summary>The function that a pool applies to the values in its window.</summary>
public enum PoolFunction
{
    /// <summary>The largest.</summary>
    Max,

    /// <summary>The mean.</summary>
    Average,
}
