namespace Lana.Objectives;

/// <summary>An objective that counts correct examples in another way.</summary>
internal sealed class MetricObjective(ITrainingObjective inner, string name, Func<Tensor, Tensor?, double> countCorrect)
    : IDistillationObjective
{
    public string Fingerprint => $"{inner.Fingerprint} metric={name}";

    /// <summary>The objective with its own metric.</summary>
    public ITrainingObjective Inner => inner;

    public Tensor Loss(Tensor outputs, Tensor? labels) => inner.Loss(outputs, labels);

    public double CountCorrect(Tensor outputs, Tensor? labels) => countCorrect(outputs, labels);

    public Tensor Distance(Tensor outputs, Tensor teacherOutputs, double temperature) =>
        DistillationLoss.Of(inner, outputs, teacherOutputs, temperature);
}
