namespace Lana.Internal;

/// <summary>The check of an option that is a number.</summary>
internal static class InRange
{
    /// <summary>The value, if it lies in the range.</summary>
    public static T Check<T>(T value, T min, T max)
        where T : IComparable<T>
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(value, min);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(value, max);
        return value;
    }
}
