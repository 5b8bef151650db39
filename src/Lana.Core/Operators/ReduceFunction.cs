namespace Lana.Operators;

/// <summary>The function that a reduction applies to the numbers along its axes.</summary>
public enum ReduceFunction
{
    /// <summary>The mean.</summary>
    Mean,

    /// <summary>The sum.</summary>
    Sum,

    /// <summary>The largest.</summary>
    Max,

    /// <summary>The smallest.</summary>
    Min,

    /// <summary>The square root of the sum of squares.</summary>
    L2,
}
