namespace Lana.Problem;

internal static class SelectionGuard
{
    public static void ThrowIfNotALimit(string cost, double? minimum, double? maximum)
    {
        ThrowIfNotFinite(cost, minimum, nameof(minimum));
        ThrowIfNotFinite(cost, maximum, nameof(maximum));
    }

    public static bool IsCost(double value) => double.IsFinite(value) && value >= 0.0;

    public static double ThrowIfNotACost(double value, string what) => IsCost(value)
        ? value
        : throw new ArgumentException($"{what} is {value}; a cost is a finite number of at least 0.");

    private static void ThrowIfNotFinite(string cost, double? limit, string name)
    {
        if (limit is { } value && !double.IsFinite(value))
        {
            throw new ArgumentException($"The {name} of cost '{cost}' is {value}; a limit is finite, or null for none.", name);
        }
    }
}
