using PuppeteerSharp;
using PuppeteerSharp.PageAccessibility;

namespace Lana.Samples;

/// <summary>The page of ServeStudent in a browser.</summary>
[Collection(BrowserCollection.Name)]
public sealed class ServePageTests(Chromium chromium, ServedStudent student) : IClassFixture<ServedStudent>
{
    private const string Drop = """
        (bytes, type) => {
            const data = new DataTransfer();
            data.items.add(new File([new Uint8Array(bytes)], 'dropped', { type }));
            for (const kind of ['dragover', 'drop']) {
                document.getElementById('drop').dispatchEvent(
                    new DragEvent(kind, { dataTransfer: data, bubbles: true, cancelable: true }));
            }
        }
        """;

    [Theory]
    [InlineData(1280, "light")]
    [InlineData(390, "light")]
    [InlineData(390, "dark")]
    public async Task Page_ChosenImage_ShowsImageAndAnswer(int width, string scheme)
    {
        using var scratch = new Scratch();
        await using var page = await OpenAsync(width, scheme);
        var choosing = page.Page.WaitForFileChooserAsync();
        await page.Page.ClickAsync("#drop");

        await (await choosing).AcceptAsync(scratch.File("image.png", Images.Png(48, 64)));

        await page.Page.WaitForSelectorAsync("#answer li:nth-child(3)");
        await page.Page.WaitForFunctionAsync("() => document.getElementById('preview').naturalWidth === 64");
        await page.SaveAsync($"serve-{width}-{scheme}");
        var answer = await TextAsync(page, "#answer");
        Assert.Contains("thing <", answer, StringComparison.Ordinal);
        Assert.Contains(" %", answer, StringComparison.Ordinal);
        Assert.Contains("ms for the network", answer, StringComparison.Ordinal);
        Assert.False(await page.IsTooWideAsync());
        Assert.Empty(page.Complaints);
        Assert.All(page.Requests, address =>
            Assert.StartsWith(student.Client.BaseAddress!.AbsoluteUri, address, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Page_DroppedImage_ShowsTheAnswer()
    {
        await using var page = await OpenAsync(768, "light");

        await page.Page.EvaluateFunctionAsync(Drop, Images.Png(9, 9).Select(value => (int)value).ToArray(), "image/png");

        await page.Page.WaitForSelectorAsync("#answer li");
        Assert.Empty(page.Complaints);
    }

    [Fact]
    public async Task Page_DamagedImage_SaysWhatIsWrong()
    {
        await using var page = await OpenAsync(768, "light");

        await page.Page.EvaluateFunctionAsync(Drop, Images.Png(9, 9)[..40].Select(value => (int)value).ToArray(), "image/png");

        await page.Page.WaitForSelectorAsync("#answer .error");
        await page.SaveAsync("serve-damaged");
        Assert.StartsWith("The image cannot be read.", await TextAsync(page, "#answer"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Page_WithoutAMouse_IsUsable()
    {
        await using var page = await OpenAsync(768, "light");
        await page.Page.EvaluateExpressionAsync("document.getElementById('image').onclick = () => { window.isAsked = true; }");

        await page.Page.Keyboard.PressAsync("Tab");
        await page.Page.WaitForFunctionAsync("() => document.activeElement.id === 'image'");
        await page.Page.Keyboard.PressAsync("Enter");

        await page.Page.WaitForFunctionAsync("() => window.isAsked");
        var nodes = Flat(await page.Page.Accessibility.SnapshotAsync()).ToList();
        Assert.Contains(nodes, node =>
            node is { Role: "button", Focused: true } && node.Name.StartsWith("Choose an image", StringComparison.Ordinal));
        Assert.Contains(nodes, node => node is { Role: "heading", Name: "student.onnx" });
    }

    private static IEnumerable<SerializedAXNode> Flat(SerializedAXNode node) =>
        (node.Children ?? []).SelectMany(Flat).Prepend(node);

    private static Task<string> TextAsync(WatchedPage page, string selector) =>
        page.Page.EvaluateFunctionAsync<string>("selector => document.querySelector(selector).innerText", selector);

    private async Task<WatchedPage> OpenAsync(int width, string scheme)
    {
        var page = await chromium.OpenAsync(width);
        await page.EmulateAsync(scheme);
        await page.Page.BringToFrontAsync();
        await page.Page.GoToAsync(student.Client.BaseAddress!.AbsoluteUri, WaitUntilNavigation.Networkidle0);
        return page;
    }
}
