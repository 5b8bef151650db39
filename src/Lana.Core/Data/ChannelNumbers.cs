namespace Lana.Data;

/// <summary>Checks numbers that apply to all channels, or to one channel each.</summary>
internal static class ChannelNumbers
{
    public static float[] CheckedMeans(IReadOnlyList<float> values) =>
        Checked(values, number => float.IsFinite(number), "finite");

    public static float[] CheckedDeviations(IReadOnlyList<float> values) =>
        Checked(values, number => float.IsFinite(number) && number > 0, "finite and above 0");

    private static float[] Checked(IReadOnlyList<float> values, Predicate<float> isValid, string range)
    {
        ArgumentNullException.ThrowIfNull(values);
        return values.Count > 0 && values.All(number => isValid(number))
            ? [.. values]
            : throw new ArgumentException(
                $"Numbers must be {range}, and at least one; got [{string.Join(", ", values)}].", nameof(values));
    }
}
