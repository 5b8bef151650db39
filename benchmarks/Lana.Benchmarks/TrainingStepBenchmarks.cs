using BenchmarkDotNet.Attributes;
using Lana.Kernels;
using Lana.Models;
using Lana.Modules;
using Lana.Networks;
using static TorchSharp.torch;

namespace Lana.Benchmarks;

/// <summary>One forward and backward pass of the Quickstart's teacher: the layout that Lana uses compared with the
/// plain one.</summary>
[MemoryDiagnoser]
public class TrainingStepBenchmarks
{
    private Network? _network;
    private Tensor? _plain;
    private Tensor? _channelsLast;

    [GlobalSetup]
    public void Setup()
    {
        set_num_threads(1);
        var options = NetworkOptions.Compound(-2.75) with { Resolution = 28, InputChannels = 1, Classes = 10 };
        _network = EfficientNet.Define(options).Build();
        _plain = rand(64, 1, 28, 28);
        _channelsLast = MemoryLayout.ToChannelsLast(_plain);
    }

    [Benchmark(Baseline = true)]
    public void Plain() => Step(_plain!);

    [Benchmark]
    public void ChannelsLast() => Step(_channelsLast!);

    private void Step(Tensor images)
    {
        using var scope = NewDisposeScope();
        _network!.Run(images, RunMode.Train).square().mean().backward();
    }
}
