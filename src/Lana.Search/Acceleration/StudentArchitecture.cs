namespace Lana.Acceleration;

/// <summary>What a student is, as it is kept: <c>student/architecture.json</c>.</summary>
/// <param name="Version">The version of the form; 1.</param>
/// <param name="Operations">One operation name per layer.</param>
/// <param name="Definition">The network as <see cref="Networks.NetworkDefinition.ToJson"/> writes it.</param>
internal sealed record StudentArchitecture(int Version, IReadOnlyList<string> Operations, string Definition);
