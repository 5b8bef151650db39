namespace Lana.Problem;

internal static class SelectionGuard
{
    public static void ThrowIfNotALimit(string cost, double? minimum, double? maximum)
    {
        if (minimum is { } low && !double.IsFinite(low))
        {
            throw new ArgumentException(
                $"The minimum of cost '{cost}' is {low}; a limit is finite, or null for none.", nameof(minimum));
        }

        if (maximum is { } high && !double.IsFinite(high))
        {
            throw new ArgumentException(
                $"The maximum of cost '{cost}' is {high}; a limit is finite, or null for none.", nameof(maximum));
        }
    }

    public static double ThrowIfNotACost(double value, string what) => double.IsFinite(value) && value >= 0.0
        ? value
        : throw new ArgumentException($"{what} is {value}; a cost is a finite number of at least 0.");
}
