namespace Lana.Pipeline;

/// <summary>The stored description of a student: <c>student/architecture.json</c>.</summary>
/// <param name="Version">The version of the format; 2.</param>
/// <param name="Selection">The candidate of each layer.</param>
/// <param name="Definition">The network as <see cref="Networks.NetworkDefinition.ToJson"/> writes it.</param>
internal sealed record StudentArchitecture(int Version, Selection Selection, string Definition);
