using System.Diagnostics;
using Lana.Candidates;
using Lana.Definitions;
using Lana.Kernels;
using Lana.Modules;
using Lana.Native;
using Lana.Networks;
using Lana.Training;
using static TorchSharp.torch;

namespace Lana.Benchmarks.Distillation;

/// <summary>Forward, backward and update of the same operations on the same workers, and nothing else: no teacher, no
/// data, no records. Building and a first step, which creates the kernels, are not counted.</summary>
internal static class Ceiling
{
    /// <summary>The number of steps before the measurement starts.</summary>
    public const int FirstSteps = 1;

    /// <summary>Operation-samples per second.</summary>
    public static Task<double> RunAsync(
        IReadOnlyList<Candidate> candidates, int workers, int steps, CancellationToken cancellationToken) =>
        RunAsync(candidates, candidate => candidate.Definition, workers, steps, cancellationToken);

    /// <summary>The same for only the convolutions of the operations.</summary>
    public static Task<double> RunBareAsync(
        IReadOnlyList<Candidate> candidates, int workers, int steps, CancellationToken cancellationToken) =>
        RunAsync(
            candidates, candidate => BareConvolutions.Of(candidate.Definition), workers, steps, cancellationToken);

    private static Task<double> RunAsync(
        IReadOnlyList<Candidate> candidates,
        Func<Candidate, Definition> define,
        int workers,
        int steps,
        CancellationToken cancellationToken) =>
        TorchThread.RunAsync(1, () =>
        {
            using var crew = new TorchWorkers(workers);
            var trainees = candidates
                .Select(candidate => new CandidateTraining(candidate.Layer, define(candidate)))
                .OrderByDescending(trainee => trainee.Module.Cost.Macs)
                .ToList();
            var features = candidates.Select(candidate => candidate.Layer).Distinct().ToDictionary(
                layer => layer.Index,
                layer => (
                    MemoryLayout.ToChannelsLast(rand(layer.Input.WithBatch(Workload.BatchSize))),
                    MemoryLayout.ToChannelsLast(rand(layer.Output.WithBatch(Workload.BatchSize)))));
            Take(FirstSteps);
            var started = Stopwatch.GetTimestamp();
            Take(steps);
            var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
            trainees.ForEach(trainee => trainee.Dispose());
            return (double)candidates.Count * steps * Workload.BatchSize / seconds;

            void Take(int count) => crew.Run(
                trainees.Count,
                index =>
                {
                    var (input, target) = features[trainees[index].Layer];
                    trainees[index].Train(input, target, count);
                },
                cancellationToken);
        });

    private sealed class CandidateTraining : IDisposable
    {
        private const double LearningRate = 5e-3;

        private readonly FlatParameters _parameters;
        private readonly AdamW _optimiser;

        public CandidateTraining(Layer layer, Definition definition)
        {
            Layer = layer.Index;
            Module = definition.Build(layer.Input);
            _parameters = new FlatParameters(Module.parameters());
            _optimiser = new AdamW(_parameters, 0.0, 0.0);
        }

        public int Layer { get; }

        public LanaModule Module { get; }

        public void Train(Tensor input, Tensor target, int steps)
        {
            for (var step = 0; step < steps; step++)
            {
                using var scope = NewDisposeScope();
                var error = Module.Run(input, RunMode.Train).sub(target);
                BackwardGate.Run(error.mul(error).mean(), isFirst: step == 0);
                _optimiser.Step(LearningRate);
            }
        }

        public void Dispose()
        {
            _optimiser.Dispose();
            _parameters.Dispose();
            Module.Dispose();
        }
    }
}
