using System.Globalization;

namespace Lana.Benchmarks;

/// <summary>Numbers in one option, for example <c>0.5,1,2</c>.</summary>
internal static class NumberList
{
    public static double[] Parse(string text) =>
        [.. text.Split(',').Select(number => double.Parse(number, CultureInfo.InvariantCulture))];
}
