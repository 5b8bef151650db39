using Lana;
using Lana.Data;
using Lana.Networks;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace BringYourOwnNetwork;

/// <summary>A network as written with TorchSharp alone, and a plain loop that trains it; neither uses Lana.</summary>
internal static class PlainNetwork
{
    private const int BatchSize = 64;

    public static Sequential Make(ulong seed)
    {
        random.manual_seed((long)seed);
        return nn.Sequential(
            ("stem", Block(1, 16)),
            ("blocks", nn.Sequential(
                ("0", Block(16, 32, stride: 2)),
                ("1", Block(32, 32)),
                ("2", Block(32, 32)),
                ("3", Block(32, 64, stride: 2)),
                ("4", Block(64, 64)),
                ("5", Block(64, 64)))),
            ("pool", nn.AdaptiveAvgPool2d(1)),
            ("flatten", nn.Flatten()),
            ("classifier", nn.Linear(64, FashionMnist.Classes)));
    }

    /// <summary>Trains for some steps and leaves the network in its evaluation mode.</summary>
    public static Task<double> TrainAsync(
        Sequential network,
        IBatchSource data,
        (int Steps, ulong Seed) plan,
        IProgress<LanaProgress> progress,
        CancellationToken cancellationToken) =>
        Task.Run(() =>
        {
            set_num_threads(Environment.ProcessorCount);
            using var optimizer = optim.SGD(
                network.parameters(), 0.05, momentum: 0.9, weight_decay: 5e-4, nesterov: true);
            var schedule = optim.lr_scheduler.CosineAnnealingLR(optimizer, plan.Steps);
            var loss = 0.0;
            network.train();
            for (var step = 0; step < plan.Steps; step++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                loss = Step(network, optimizer, data, (plan.Seed, step));
                schedule.step();
                progress.Report(new LanaProgress("training your network", step + 1, plan.Steps));
            }

            network.eval();
            return loss;
        });

    /// <summary>Returns the largest difference between the logits of the plain network, in float64, and those of Lana's
    /// network. The plain network stays in float64.</summary>
    public static double Difference(Sequential plain, Network teacher, IBatchSource images)
    {
        using var gradients = no_grad();
        using var scope = NewDisposeScope();
        using var batch = images.Read([.. Enumerable.Range(0, 256)]);
        var ours = teacher.Run(batch.Images).to(ScalarType.Float64);
        plain.to(ScalarType.Float64);
        return (plain.forward(batch.Images.to(ScalarType.Float64)) - ours).abs().max().item<double>();
    }

    private static double Step(
        Sequential network, optim.Optimizer optimizer, IBatchSource data, (ulong Seed, int Number) step)
    {
        using var scope = NewDisposeScope();
        var perEpoch = data.Count / BatchSize;
        var order = Enumerable.Range(0, data.Count).ToArray();
        new Random((int)step.Seed + (step.Number / perEpoch)).Shuffle(order);
        var first = step.Number % perEpoch * BatchSize;
        using var batch = data.Read(order.AsSpan(first, BatchSize), augmentation: step.Seed + (ulong)step.Number);
        optimizer.zero_grad();
        var loss = nn.functional.cross_entropy(network.forward(batch.Images), batch.Labels!);
        loss.backward();
        optimizer.step();
        return loss.item<float>();
    }

    private static Sequential Block(int channels, int outputs, int stride = 1) => nn.Sequential(
        ("conv", nn.Conv2d(channels, outputs, 3, stride: stride, padding: 1, bias: false)),
        ("bn", nn.BatchNorm2d(outputs)),
        ("act", nn.ReLU()));
}
