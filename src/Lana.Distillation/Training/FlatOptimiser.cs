using TorchSharp;
using static TorchSharp.torch;

namespace Lana.Training;

/// <summary>An optimiser on a vector of parameters.</summary>
internal abstract class FlatOptimiser(FlatParameters parameters, double maxGradientNorm) : IDisposable
{
    /// <summary>Steps taken.</summary>
    public long Steps { get; set; }

    /// <summary>What it remembers between steps, by name.</summary>
    public abstract IReadOnlyList<KeyValuePair<string, Tensor>> Memory { get; }

    /// <summary>The same under the names that checkpoints have for it.</summary>
    public IEnumerable<KeyValuePair<string, Tensor>> State =>
        Memory.Select(pair => KeyValuePair.Create($"optimiser.{pair.Key}", pair.Value));

    protected FlatParameters Parameters { get; } = parameters;

    /// <summary>Makes the optimiser of some options.</summary>
    public static FlatOptimiser Create(
        Optimiser kind, FlatParameters parameters, double weightDecay, double momentum, double maxGradientNorm) =>
        kind == Optimiser.AdamW
            ? new AdamW(parameters, weightDecay, maxGradientNorm)
            : new Sgd(parameters, weightDecay, momentum, maxGradientNorm);

    /// <summary>Moves the parameters against their gradients and clears the gradients.</summary>
    public void Step(double learningRate)
    {
        using var gradients = no_grad();
        using var scope = NewDisposeScope();
        Steps++;
        ClipGradients();
        Move(learningRate);
        Parameters.Gradients.zero_();
    }

    public void Dispose()
    {
        ReleaseNumbers();
        foreach (var (_, tensor) in Memory)
        {
            tensor.Dispose();
        }
    }

    /// <summary>Moves the parameters; <see cref="Steps"/> counts this step already.</summary>
    protected abstract void Move(double learningRate);

    /// <summary>Frees the numbers that outlive a step.</summary>
    protected abstract void ReleaseNumbers();

    private void ClipGradients()
    {
        if (maxGradientNorm > 0.0)
        {
            var norm = Parameters.Gradients.norm().item<float>();
            if (norm > maxGradientNorm)
            {
                using Scalar shrink = maxGradientNorm / norm;
                Parameters.Gradients.mul_(shrink);
            }
        }
    }
}
