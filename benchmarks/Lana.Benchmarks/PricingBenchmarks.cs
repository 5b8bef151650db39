using BenchmarkDotNet.Attributes;
using Lana.Candidates;
using Lana.Networks;

namespace Lana.Benchmarks;

/// <summary>The price of every operation in every layer of an EfficientNet with 46 layers, without a tensor.</summary>
[MemoryDiagnoser]
public class PricingBenchmarks
{
    private static readonly NetworkDefinition Network = EfficientNet.Define(new EfficientNetOptions { Width = 1.6, Depth = 2.2 });

    [Benchmark]
    public long PriceEveryOperation() => Network.Layers.Sum(layer => CandidateZoo.Full.For(layer)
        .Sum(operation => operation.Define(layer).Price(layer.Input).Macs));
}
