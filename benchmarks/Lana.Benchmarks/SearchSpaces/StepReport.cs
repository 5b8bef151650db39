using System.Diagnostics;
using Lana.Candidates;
using Lana.Definitions;
using Lana.Kernels;
using Lana.Modules;
using Lana.Networks;
using static TorchSharp.torch;

namespace Lana.Benchmarks.SearchSpaces;

/// <summary>One training step of every operation of the paper for a layer of 32 channels on 16×16 positions, batch 32,
/// one thread: forward, backward, update.</summary>
/// <param name="TotalMs">The sum over all operations of the median of three steps, in milliseconds.</param>
/// <param name="PeakMegabytes">The peak memory of the process.</param>
/// <param name="MsByFamily">The sum of each family, in milliseconds.</param>
internal sealed record StepReport(double TotalMs, double PeakMegabytes, IReadOnlyDictionary<string, double> MsByFamily)
{
    private const int Batch = 32;
    private const int Steps = 3;
    private const double LearningRate = 1e-3;

    private static readonly FeatureShape Shape = new(32, 16, 16);

    public static StepReport Run(CancellationToken cancellationToken)
    {
        set_num_threads(1);
        using var input = MemoryLayout.ToChannelsLast(rand(Shape.WithBatch(Batch)));
        using var target = MemoryLayout.ToChannelsLast(rand(Shape.WithBatch(Batch)));
        var layer = new Layer(0, "layer", Shape, Shape, new Residual(new Conv("conv", Shape.Channels, 3)));
        var times = new Dictionary<string, double>();
        foreach (var operation in SearchSpace.Paper.For(layer).Skip(2))
        {
            cancellationToken.ThrowIfCancellationRequested();
            using var module = operation.Define(layer).Build(Shape);
            times[operation.Family] = times.GetValueOrDefault(operation.Family) + Median(module, input, target);
        }

        using var process = Process.GetCurrentProcess();
        return new StepReport(times.Values.Sum(), process.PeakWorkingSet64 / 1e6, times);
    }

    private static double Median(LanaModule module, Tensor input, Tensor target)
    {
        using var optimizer = optim.SGD(module.parameters(), LearningRate);
        Step(module, optimizer, input, target);
        var times = new double[Steps];
        for (var step = 0; step < Steps; step++)
        {
            var started = Stopwatch.GetTimestamp();
            Step(module, optimizer, input, target);
            times[step] = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
        }

        return times.Order().ElementAt(Steps / 2);
    }

    private static void Step(LanaModule module, optim.Optimizer optimizer, Tensor input, Tensor target)
    {
        using var scope = NewDisposeScope();
        optimizer.zero_grad();
        nn.functional.mse_loss(module.Run(input, RunMode.Train), target).backward();
        optimizer.step();
    }
}
