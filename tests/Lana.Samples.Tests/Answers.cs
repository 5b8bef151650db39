using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Lana.Samples;

/// <summary>Requests to a served student.</summary>
internal static class Answers
{
    public static Task<HttpResponseMessage> PostAsync(HttpClient client, byte[] image) =>
        client.PostAsync("predict", new ByteArrayContent(image), TestContext.Current.CancellationToken);

    public static async Task<JsonNode> ReadAsync(HttpResponseMessage response) =>
        (await response.Content.ReadFromJsonAsync<JsonNode>(TestContext.Current.CancellationToken))!;

    /// <summary>The numbers of each output for an image.</summary>
    public static async Task<float[][]> OutputsAsync(HttpClient client, byte[] image)
    {
        using var response = await PostAsync(client, image);
        response.EnsureSuccessStatusCode();
        return [.. (await ReadAsync(response))["outputs"]!.AsArray().Select(Values)];
    }

    private static float[] Values(JsonNode? output) => [.. output!["values"]!.AsArray().Select(value => value!.GetValue<float>())];
}
