namespace Lana.Candidates;

/// <summary>The operations of <see cref="SearchSpace.Compact"/>.</summary>
internal static class CompactSubset
{
    // Here and not in SearchSpace: names are looked up in its other search spaces, which must be initialised before.
    public static SearchSpace SearchSpace { get; } = SearchSpace.Named(
        "identity",
        "efn_e1_k3", "efn_e3_k3", "efn_e3_k5", "efn_e3_k3_se0.04",
        "efnv2_e1_k1", "efnv2_e1_k3", "efnv2_e3_k1", "efnv2_e3_k3",
        "cb_stack_k1_w0.5", "cb_stack_k1_w1", "cb_stack_k3_w0.25", "cb_stack_k3_w0.5", "cb_stack_k3_w1",
        "cb_bottle_k3_w0.25", "cb_bottle_k3_w0.5", "cb_bottle_k3_w1",
        "cb_res_k1_w1", "cb_res_k3_w0.5", "cb_res_k3_w1");
}
