using Lana.FineTuning;
using Lana.Internal;
using Lana.Networks;
using Lana.Objectives;
using Lana.Weights;

namespace Lana.Reproduction.Setup;

/// <summary>Trains whole networks; each is stored in a file and trained only once.</summary>
/// <param name="options">The command line.</param>
/// <param name="data">The images.</param>
internal sealed class NetworkTrainer(ReproductionOptions options, ImageData data)
{
    private const double FromScratch = 1e-2;
    private const double FromWeights = 1e-3;
    private const double LabelSmoothing = 0.1;

    /// <summary>Returns a trained network.</summary>
    /// <param name="definition">The definition of the network.</param>
    /// <param name="task">The training.</param>
    /// <param name="path">Its file; read if it exists.</param>
    /// <param name="cancellationToken">Stops within one step; the training continues from there the next time.</param>
    /// <returns>The network; the caller disposes it.</returns>
    public async Task<Network> GetAsync(
        NetworkDefinition definition, TrainingRequest task, string path, CancellationToken cancellationToken)
    {
        var network = definition.Build(task.Seed);
        if (File.Exists(path))
        {
            ModuleWeights.Load(network, path);
            return network;
        }

        if (PublicWeights(definition, task) is { } weights)
        {
            ModuleWeights.Load(network, weights);
        }

        var images = data.At(definition.Input.Height);
        var tuner = new FineTuner(
            Options(task), task.Teacher is null ? new ClassificationObjective(LabelSmoothing) : new ClassificationObjective());
        var checkpoint = Path.Combine(options.Work, "checkpoints", $"{ContentHash.Of(Path.GetFullPath(path))}.safetensors");
        await tuner.FineTuneAsync(
            new FineTuningRequest(network, images.Train)
            {
                Teacher = task.Teacher,
                TeacherData = ReferenceEquals(images, data) ? null : data.Train,
                Validation = images.HeldOut,
                CheckpointPath = checkpoint,
                Origin = ContentHash.Of(definition.Fingerprint, $"{task with { Teacher = null }}"),
                Seed = task.Seed,
            },
            new ProgressLines($"{definition.Name}, {task.Epochs} epochs"),
            cancellationToken);
        ModuleWeights.Save(network, path, task.WeightType);
        ModuleWeights.Load(network, path);
        File.Delete(checkpoint);
        return network;
    }

    private string? PublicWeights(NetworkDefinition definition, TrainingRequest task)
    {
        var path = Path.Combine(options.Weights, $"{definition.Name}-cifar10.safetensors");
        return !task.BeginsWithPublicWeights ? null
            : File.Exists(path) ? path
            : throw new FileNotFoundException($"'{definition.Name}' begins with public weights: '{path}' is not there. " +
                "Name their folder by --weights.");
    }

    private FineTuningOptions Options(TrainingRequest task)
    {
        var training = options.Training(task.Epochs);
        training.LearningRate = task.BeginsWithPublicWeights ? FromWeights : FromScratch;
        training.CheckpointInterval = TimeSpan.FromMinutes(2);
        return training;
    }
}
