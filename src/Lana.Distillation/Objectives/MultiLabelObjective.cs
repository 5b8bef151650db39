namespace Lana.Objectives;

/// <summary>Binary cross-entropy of K independent labels, each from 0 to 1.</summary>
public sealed class MultiLabelObjective : IDistillationObjective
{
    private const string What = "Multi-label training";

    /// <inheritdoc/>
    public string Fingerprint => "multi-label";

    /// <inheritdoc/>
    public Tensor Loss(Tensor outputs, Tensor? labels) =>
        nn.functional.binary_cross_entropy_with_logits(outputs, LabelGuard.Like(outputs, labels, What));

    /// <summary>The share of each image's labels that are predicted correctly, with a threshold of one half, summed
    /// over the images.</summary>
    /// <param name="outputs">Logits, float32 [N, K].</param>
    /// <param name="labels">[N, K].</param>
    /// <returns>0 to N.</returns>
    /// <exception cref="InvalidOperationException">There are no labels, or not K for each image.</exception>
    public double CountCorrect(Tensor outputs, Tensor? labels)
    {
        ArgumentNullException.ThrowIfNull(outputs);
        using var scope = NewDisposeScope();
        using Scalar half = 0.5;
        using Scalar zero = 0.0;
        var wanted = LabelGuard.Like(outputs, labels, What).gt(half);
        return outputs.gt(zero).eq(wanted).to(float64).mean([1]).sum().item<double>();
    }

    /// <summary>T² · the mean Kullback-Leibler divergence of K binary distributions at temperature T.</summary>
    /// <inheritdoc/>
    public Tensor Distance(Tensor outputs, Tensor teacherOutputs, double temperature)
    {
        ArgumentNullException.ThrowIfNull(outputs);
        ArgumentNullException.ThrowIfNull(teacherOutputs);
        using Scalar divisor = temperature;
        using Scalar factor = temperature * temperature;
        var (student, teacher) = (outputs.div(divisor), teacherOutputs.div(divisor));
        var target = teacher.sigmoid();
        var cross = nn.functional.binary_cross_entropy_with_logits(student, target);
        return cross.sub(nn.functional.binary_cross_entropy_with_logits(teacher, target)).mul(factor);
    }
}
