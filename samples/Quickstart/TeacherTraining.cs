using Lana;
using Lana.FineTuning;
using Lana.Objectives;
using Lana.Scoring;
using Lana.Weights;
using Spectre.Console;

namespace Quickstart;

/// <summary>The verb <c>train-teacher</c>, which trained the weights that come with the sample.</summary>
internal static class TeacherTraining
{
    public static async Task<int> RunAsync(TeacherOptions options, CancellationToken cancellationToken)
    {
        var data = FashionMnist.Load(options.Data);
        using var network = Teacher.Define(Teacher.Phi, "teacher").Build(options.Seed);
        AnsiConsole.MarkupLineInterpolated(
            $"{network.Layers.Count} layers, {network.Cost.Parameters:N0} parameters, {network.Cost.Macs:N0} MACs");
        var tuner = new FineTuner(new FineTuningOptions
        {
            Epochs = options.Epochs,
            Threads = options.Threads,
            BatchSize = 64,
            LearningRate = options.LearningRate,
            WeightDecay = options.WeightDecay,
        }, new ClassificationObjective(labelSmoothing: 0.1));
        var started = TimeProvider.System.GetTimestamp();
        var result = await tuner.FineTuneAsync(
            new FineTuningRequest(network, data.Everything)
            {
                CheckpointPath = options.Out + ".checkpoint",
                Seed = options.Seed,
            },
            new EpochLine(),
            cancellationToken);
        ModuleWeights.Save(network, options.Out, WeightType.F16);
        ModuleWeights.Load(network, options.Out);
        var test = await NetworkEvaluator.EvaluateAsync(network, data.Test, cancellationToken: cancellationToken);
        AnsiConsole.MarkupLineInterpolated(
            $"{result} in {TimeProvider.System.GetElapsedTime(started)}; test accuracy {test.Accuracy:P2} (loss {test.Loss:F4})");
        return 0;
    }

    private sealed class EpochLine : IProgress<LanaProgress>
    {
        private int _percent = -1;

        public void Report(LanaProgress value)
        {
            var percent = (int)(value.Fraction * 100);
            if (percent > _percent)
            {
                _percent = percent;
                AnsiConsole.MarkupLineInterpolated($"{value}");
            }
        }
    }
}
