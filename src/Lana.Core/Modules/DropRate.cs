namespace Lana.Modules;

/// <summary>The rate of a definition that drops values in training: checked once.</summary>
internal static class DropRate
{
    public static double Check(double rate, string what) => rate is >= 0.0 and < 1.0
        ? rate
        : throw new ArgumentException($"The rate of {what} lies in [0, 1); got {rate}.");
}
