using Lana.Modules;

namespace Lana.FineTuning;

/// <summary>The student's forward and backward pass: labels, and the teacher's outputs and features.</summary>
internal sealed class StudentStep(FineTuningRequest request, FineTuningOptions options, ITrainingObjective objective)
{
    // torch has one generator for all threads: the draws of different students must not interleave.
    private static readonly Lock Generator = new();

    private readonly bool _isRandom = request.Student.DrawsRandomNumbers;

    /// <summary>Computes the gradients of a batch and leaves them in the student.</summary>
    /// <remarks>Safe to call in parallel with the steps of other students.</remarks>
    /// <param name="batch">The batch; not changed.</param>
    /// <param name="step">The step, counted from 0.</param>
    /// <param name="isFirst">True if the backward pass may be the first of its kind: see <see cref="BackwardGate"/>.</param>
    /// <returns>The loss.</returns>
    /// <exception cref="NonFiniteLossException">It was not finite.</exception>
    public double Backward(PreparedBatch batch, long step, bool isFirst)
    {
        using var scope = NewDisposeScope();
        using var precision = options.EnterPrecision();
        var loss = _isRandom ? SeededLoss(batch, step) : Loss(batch);
        var value = loss.item<float>();
        if (!float.IsFinite(value))
        {
            throw new NonFiniteLossException(step, value);
        }

        BackwardGate.Run(loss, isFirst);
        return value;
    }

    // Seeded at each step, so that a continued training draws the same numbers.
    private Tensor SeededLoss(PreparedBatch batch, long step)
    {
        lock (Generator)
        {
            using var generator = random.manual_seed((long)SeedMix.Of(request.Seed, step, "dropout"));
            return Loss(batch);
        }
    }

    private Tensor Loss(PreparedBatch batch)
    {
        if (batch.TeacherFeatures.Count == 0)
        {
            return OutputLoss(request.Student.Run(batch.Images, RunMode.Train), batch);
        }

        using var trace = request.Student.Trace(batch.Images, RunMode.Train);
        using Scalar weight = options.FeatureWeight;
        return batch.TeacherFeatures
            .Select((target, layer) => Distance(trace.Output(layer), target))
            .Aggregate((sum, distance) => sum.add(distance, Scalars.One))
            .mul(weight)
            .add(OutputLoss(trace.Outputs!, batch), Scalars.One);
    }

    private static Tensor Distance(Tensor feature, Tensor target) =>
        ScaledSquares.Of(feature, target, ScaledSquares.Normaliser(target));

    private Tensor OutputLoss(Tensor outputs, PreparedBatch batch)
    {
        var weight = options.DistillationWeight;
        if (batch.TeacherOutputs is null || weight == 0.0)
        {
            return LabelLoss(outputs, batch);
        }

        var distilled = DistillationLoss.Of(objective, outputs, batch.TeacherOutputs, options.Temperature);
        using Scalar share = weight;
        using Scalar others = 1.0 - weight;
        return weight == 1.0
            ? distilled
            : distilled.mul(share).add(LabelLoss(outputs, batch).mul(others), Scalars.One);
    }

    private Tensor LabelLoss(Tensor outputs, PreparedBatch batch)
    {
        var loss = objective.Loss(outputs, batch.Labels);
        if (batch.PartnerLabels is null)
        {
            return loss;
        }

        using Scalar own = batch.Share;
        using Scalar other = 1.0 - batch.Share;
        return loss.mul(own).add(objective.Loss(outputs, batch.PartnerLabels).mul(other), Scalars.One);
    }
}
