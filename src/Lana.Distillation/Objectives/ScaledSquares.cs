namespace Lana.Objectives;

/// <summary>The distance of a feature from another: the sum of squares times a factor.</summary>
internal static class ScaledSquares
{
    // Below this a feature counts as zero, so that the normalised distance stays finite.
    private const double MinEnergy = 1e-12;

    /// <summary>The factor that makes a distance relative to the energy of the target.</summary>
    public static double Normaliser(Tensor target)
    {
        using var scope = NewDisposeScope();
        return 1.0 / Math.Max(MinEnergy, target.mul(target).sum().item<float>());
    }

    public static Tensor Of(Tensor feature, Tensor target, double factor)
    {
        using Scalar scale = factor;
        var error = feature.sub(target);
        return error.mul(error).sum().mul(scale);
    }
}
