using Lana.Objectives;
using static TorchSharp.torch;

namespace Lana.FineTuning;

/// <summary>Classification whose loss is not a number from some call on.</summary>
internal sealed class FailingObjective(int after) : ITrainingObjective
{
    private readonly ClassificationObjective _inner = new();
    private int _calls;

    public string Fingerprint => "failing";

    public Tensor Loss(Tensor outputs, Tensor? labels) =>
        _inner.Loss(outputs, labels) * (_calls++ < after ? 1.0 : double.NaN);

    public double CountCorrect(Tensor outputs, Tensor? labels) => _inner.CountCorrect(outputs, labels);
}
