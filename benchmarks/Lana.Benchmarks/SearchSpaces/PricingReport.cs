using System.Diagnostics;
using Lana.Candidates;
using Lana.Models;
using Lana.Networks;

namespace Lana.Benchmarks.SearchSpaces;

/// <summary>The cost of computing the costs of the paper's 197 operations in each of 46 layers.</summary>
/// <param name="Layers">Layers of the network.</param>
/// <param name="Prices">Prices computed.</param>
/// <param name="PricingMs">The median of ten passes, in milliseconds.</param>
/// <param name="PricingMegabytes">Managed memory allocated in one pass.</param>
internal sealed record PricingReport(int Layers, int Prices, double PricingMs, double PricingMegabytes)
{
    private const int Passes = 10;
    private const int PaperLayers = 46;

    public static PricingReport Run()
    {
        var layers =
            EfficientNet.Define(new NetworkOptions { Width = 1.8, Depth = 2.8 }).Layers.Take(PaperLayers).ToList();
        Cost(layers);
        var times = new double[Passes];
        long bytes = 0;
        var prices = 0;
        for (var pass = 0; pass < Passes; pass++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            var started = Stopwatch.GetTimestamp();
            prices = Cost(layers);
            times[pass] = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
            bytes = GC.GetAllocatedBytesForCurrentThread() - before;
        }

        return new PricingReport(layers.Count, prices, times.Order().ElementAt(Passes / 2), bytes / 1e6);
    }

    private static int Cost(List<Layer> layers) => layers.Sum(layer => SearchSpace.Paper.For(layer)
        .Count(operation => operation.Define(layer).Cost(layer.Input).Parameters >= 0));
}
