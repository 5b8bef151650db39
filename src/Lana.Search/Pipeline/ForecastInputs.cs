namespace Lana.Pipeline;

/// <summary>The inputs of a forecast.</summary>
internal sealed record ForecastInputs(
    AccelerationParts Parts, AcceleratorOptions Options, TeacherModel Teacher, TrainingData Data, Budget Budget)
{
    /// <summary>The complete latency table; null before it is measured.</summary>
    public LatencyTable? Table { get; init; }

    public required TimeProvider Time { get; init; }

    public required CancellationToken CancellationToken { get; init; }

    public NetworkDefinition Network => Teacher.Network.Definition;

    /// <summary>The candidates that will be trained; without a latency table, those with less work than the teacher's
    /// operation count as faster.</summary>
    public IReadOnlyList<Candidate> Candidates() => Table is not null
        ? CandidatePlan.Make(Network, Parts.SearchSpace, Table, Options.SkipSlowOperations)
        :
        [
            .. Parts.SearchSpace.CandidatesFor(Network).Where(candidate =>
                !Options.SkipSlowOperations
                || candidate.IsTeacher
                || Cost(candidate) < ForecastSample.Work(candidate.Layer.Definition.Cost(candidate.Layer.Input))),
        ];

    /// <summary>The latency of a candidate, or its estimated work if the latency is not known.</summary>
    public double Cost(Candidate candidate) => Table is not null
        ? Table.Find(candidate.Key)?.LatencyMs ?? double.MaxValue
        : ForecastSample.Work(candidate.Cost);

    /// <summary>The cost of the whole teacher.</summary>
    public double TeacherCost => Table?.TeacherMs ?? ForecastSample.Work(Network.Cost);
}
