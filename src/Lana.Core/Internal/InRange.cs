namespace Lana.Internal;

/// <summary>Checks an option that is a number.</summary>
internal static class InRange
{
    /// <summary>Returns the value if it is in the range.</summary>
    public static T Check<T>(T value, T min, T max)
        where T : IComparable<T>
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(value, min);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(value, max);
        return value;
    }
}
