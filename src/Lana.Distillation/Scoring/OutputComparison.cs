using System.Collections.Immutable;

namespace Lana.Scoring;

/// <summary>Sums over images for the comparison of one output of a network with its teacher's.</summary>
/// <param name="Images">The number of images.</param>
/// <param name="Error">Σ ‖s − t‖².</param>
/// <param name="Energy">Σ ‖t‖².</param>
/// <param name="Cosine">The sum of the images' cosines.</param>
/// <param name="Agreement">The sum of the images' shares of positions with the same largest class; 0 if the output is
/// not logits.</param>
internal readonly record struct OutputComparison(long Images, double Error, double Energy, double Cosine, double Agreement)
{
    // Below this an output counts as zero, so that the relative error stays finite.
    private const double MinEnergy = 1e-24;

    /// <summary>Compares a batch of outputs, each [N, K] of all outputs.</summary>
    public static OutputComparison[] Of(ImmutableArray<OutputPart> parts, Tensor outputs, Tensor teacherOutputs)
    {
        using var scope = NewDisposeScope();
        var students = OutputPart.Split(parts, outputs.to(float64));
        var teachers = OutputPart.Split(parts, teacherOutputs.to(float64));
        return [.. parts.Select((part, i) => Of(part, students[i], teachers[i]))];
    }

    public static OutputComparison operator +(OutputComparison left, OutputComparison right) => new(
        left.Images + right.Images,
        left.Error + right.Error,
        left.Energy + right.Energy,
        left.Cosine + right.Cosine,
        left.Agreement + right.Agreement);

    public OutputAgreement ToAgreement(OutputPart part) => new(
        part.Name,
        Math.Sqrt(Error / Math.Max(MinEnergy, Energy)),
        Cosine / Images,
        part.IsLogits ? Agreement / Images : null);

    private static OutputComparison Of(OutputPart part, Tensor student, Tensor teacher)
    {
        using Scalar least = Math.Sqrt(MinEnergy);
        var (errors, energies) = (student.sub(teacher).square().sum(1), teacher.square().sum(1));
        var lengths = energies.mul(student.square().sum(1)).sqrt();
        var cosines = where(errors.eq(0), ones_like(errors), student.mul(teacher).sum(1).div(lengths.clamp_min(least)));
        return new OutputComparison(
            student.size(0),
            errors.sum().item<double>(),
            energies.sum().item<double>(),
            cosines.sum().item<double>(),
            part.IsLogits ? part.Top1Agreement(student, teacher).sum().item<double>() : 0.0);
    }
}
