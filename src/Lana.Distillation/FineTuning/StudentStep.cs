using Lana.Modules;

namespace Lana.FineTuning;

/// <summary>The student's forward and backward pass: labels, and the teacher's outputs and features.</summary>
internal sealed class StudentStep(FineTuningRequest request, FineTuningOptions options, ITrainingObjective objective)
{
    private readonly bool _isRandom = request.Student.DrawsRandomNumbers;

    /// <summary>Leaves the gradients of a batch in the student.</summary>
    /// <returns>The loss.</returns>
    /// <exception cref="NonFiniteLossException">It was not finite.</exception>
    public double Backward(PreparedBatch batch, long step)
    {
        using var scope = NewDisposeScope();
        if (_isRandom)
        {
            // Seeded at each step, so that a continued training draws the same numbers.
            using var generator = random.manual_seed((long)SeedMix.Of(request.Seed, step, "dropout"));
        }

        var loss = Loss(batch);
        var value = loss.item<float>();
        if (!float.IsFinite(value))
        {
            throw new NonFiniteLossException(step, value);
        }

        loss.backward();
        return value;
    }

    private Tensor Loss(PreparedBatch batch)
    {
        if (batch.TeacherFeatures.Count == 0)
        {
            return OutputLoss(request.Student.Run(batch.Images, RunMode.Train), batch);
        }

        var (features, outputs) = request.Student.RunWithFeatures(batch.Images, RunMode.Train);
        using Scalar weight = options.FeatureWeight;
        return features
            .Skip(1)
            .Zip(batch.TeacherFeatures, Distance)
            .Aggregate((sum, distance) => sum.add(distance, Scalars.One))
            .mul(weight)
            .add(OutputLoss(outputs, batch), Scalars.One);
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
