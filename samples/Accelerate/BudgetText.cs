using Lana.Problem;

namespace Accelerate;

/// <summary>The budget of the command line.</summary>
internal static class BudgetText
{
    private const string Forms = "a share of the network's latency (0.5), milliseconds (4ms) or images per second (200/s)";

    public static Budget Parse(string text, int batch)
    {
        return text switch
        {
            "" => throw new FormatException($"--budget is missing: {Forms}."),
            _ when text.EndsWith("ms", StringComparison.Ordinal) => Budget.LatencyMs(Number(text[..^2])),
            _ when text.EndsWith("/s", StringComparison.Ordinal) => Budget.Throughput(Number(text[..^2]), batch),
            _ => Budget.Latency(Number(text)),
        };

        double Number(string number) =>
            OptionText.TryNumber(number) ?? throw new FormatException($"--budget takes {Forms}; got '{text}'.");
    }
}
