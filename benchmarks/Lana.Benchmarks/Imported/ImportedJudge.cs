namespace Lana.Benchmarks.Imported;

/// <summary>What a student of an imported network is judged by, beside its outputs' agreement with the teacher's.</summary>
internal enum ImportedJudge
{
    /// <summary>Nothing else.</summary>
    Outputs,

    /// <summary>Top-1 on labelled test images.</summary>
    Classes,

    /// <summary>Top-1 of a linear classifier that is fitted to its features.</summary>
    Features,
}
