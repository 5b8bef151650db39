using Lana.Networks;

namespace Quickstart;

/// <summary>A smaller member of the teacher's family.</summary>
/// <param name="Network">The network.</param>
/// <param name="Phi">Its compound factor.</param>
/// <param name="Share">Its latency as a share of the student's, measured together with it.</param>
internal sealed record ScaledMember(NetworkDefinition Network, double Phi, double Share);
