namespace Lana.Training;

/// <summary>An optimiser on a vector of parameters.</summary>
internal abstract class FlatOptimiser(FlatParameters parameters, double maxGradientNorm) : IDisposable
{
    public long Steps { get; set; }

    /// <summary>The vectors that the optimiser keeps between steps, by their names in checkpoints.</summary>
    public abstract IReadOnlyList<KeyValuePair<string, Tensor>> State { get; }

    protected FlatParameters Parameters { get; } = parameters;

    public static FlatOptimiser Create(TrainingOptions options, FlatParameters parameters) =>
        options.Optimiser == Optimiser.AdamW
            ? new AdamW(parameters, options.WeightDecay, options.MaxGradientNorm)
            : new Sgd(parameters, options.WeightDecay, options.Momentum, options.MaxGradientNorm);

    /// <summary>Moves the parameters against their gradients and clears the gradients.</summary>
    public void Step(double learningRate)
    {
        using var gradients = no_grad();
        using var scope = NewDisposeScope();
        Steps++;
        ClipGradients();
        Update(learningRate);
        Parameters.Gradients.zero_();
    }

    public virtual void Dispose()
    {
        foreach (var (_, tensor) in State)
        {
            tensor.Dispose();
        }
    }

    /// <summary>Updates the parameters; <see cref="Steps"/> already counts this step.</summary>
    protected abstract void Update(double learningRate);

    private void ClipGradients()
    {
        if (maxGradientNorm > 0.0 && Parameters.Gradients.norm().item<float>() is var norm && norm > maxGradientNorm)
        {
            using Scalar shrink = maxGradientNorm / norm;
            Parameters.Gradients.mul_(shrink);
        }
    }
}
