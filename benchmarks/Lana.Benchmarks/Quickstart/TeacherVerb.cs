using Lana.FineTuning;
using Lana.Objectives;
using Lana.Scoring;
using Lana.Weights;
using Samples;

namespace Lana.Benchmarks.Quickstart;

/// <summary>Trains the weights of the teacher that comes with the samples.</summary>
internal sealed class TeacherVerb : IBenchmarkVerb
{
    public string Name => "train-quickstart-teacher";

    public async Task<int> RunAsync(Arguments arguments, CancellationToken cancellationToken)
    {
        var output = arguments.Text("--out", "teacher.safetensors");
        var seed = arguments.Number("--seed", 1UL);
        var options = new FineTuningOptions
        {
            Epochs = arguments.Number("--epochs", 50),
            Threads = arguments.Number("--threads", 0),
            BatchSize = 64,
            LearningRate = arguments.Number("--learning-rate", 0.003),
            WeightDecay = arguments.Number("--weight-decay", 0.05),
        };
        arguments.ThrowIfUnread();

        var data = FashionMnist.Load();
        using var network = Teacher.Define(Teacher.Phi, "teacher").Build(seed);
        Console.WriteLine($"{network.Layers.Count} layers, {network.Cost.Parameters:N0} parameters, {network.Cost.Macs:N0} MACs");
        var result = await new FineTuner(options, new ClassificationObjective(labelSmoothing: 0.1)).FineTuneAsync(
            new FineTuningRequest(network, data.Everything) { CheckpointPath = output + ".checkpoint", Seed = seed },
            new ProgressLines("teacher"),
            cancellationToken);
        ModuleWeights.Save(network, output, WeightType.F16);
        ModuleWeights.Load(network, output);
        var test = await NetworkEvaluator.EvaluateAsync(network, data.Test, cancellationToken: cancellationToken);
        Console.WriteLine($"{result}; test accuracy {test.Accuracy:P2} (loss {test.Loss:F4})");
        return 0;
    }
}
