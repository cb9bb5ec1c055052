/* The cache form: what is loaded is what was saved, and damaged images are never used. */
#include "ir_support.h"

static struct str everything(void)
{
    size_t size;
    char *text = file_read(IR_FIXTURES "/everything.ir", &size);
    struct ir_module m;
    struct str image = {0};
    ck_assert_ptr_nonnull(text);
    ir_test_parse(&m, text);
    ir_save(&m, &image);
    ir_module_release(&m);
    free(text);
    return image;
}

/* Loads an exactly sized copy, so that a read past the end is seen. What loads must be usable. */
static bool try_load(const char *data, size_t size)
{
    struct ir_module m;
    char *copy = mem_alloc(size);
    memcpy(copy, data, size);
    bool loaded = ir_load(&m, copy, size);
    free(copy);
    if (loaded) {
        ir_test_validate(&m);
        free(ir_test_print(&m));
    }
    ir_module_release(&m);
    return loaded;
}

START_TEST(equal_modules_have_equal_images)
{
    struct str a = everything(), b = everything();
    ck_assert_uint_eq(a.length, b.length);
    ck_assert_mem_eq(a.text, b.text, a.length);
    ck_assert_uint_eq(a.length % 8, 0);
    ck_assert(try_load(a.text, a.length));
    str_release(&a);
    str_release(&b);
}
END_TEST

START_TEST(tables_stand_aligned_in_one_block)
{
    struct str image = everything();
    struct ir_module m;
    ck_assert(ir_load(&m, image.text, image.length));
    ck_assert_uint_eq(m.image_size, image.length);
#define X(T, name)                                                                                                     \
    ck_assert_uint_eq((uintptr_t)m.name.items % 8, 0);                                                                 \
    ck_assert((char *)m.name.items >= (char *)m.image);                                                                \
    ck_assert((char *)(m.name.items + m.name.count) <= (char *)m.image + m.image_size);
    IR_TABLES(X)
#undef X
    ir_module_release(&m);
    str_release(&image);
}
END_TEST

START_TEST(truncated_images_do_not_load)
{
    struct str image = everything();
    for (size_t size = 0; size < image.length; size++)
        ck_assert_msg(!try_load(image.text, size), "%zu bytes load", size);
    str_append_n(&image, "\0\0\0\0\0\0\0\0", 8);
    ck_assert(!try_load(image.text, image.length));
    str_release(&image);
}
END_TEST

/* A flipped bit in a line number or an offset is no damage that anyone could see; all others are
   refused, and what loads is valid (try_load). */
START_TEST(flipped_bits_do_no_harm)
{
    struct str image = everything();
    unsigned refused = 0, tried = 0;
    for (size_t bit = (size_t)_i; bit < image.length * 8; bit += 8) {
        image.text[bit / 8] = (char)(image.text[bit / 8] ^ (1 << (bit % 8)));
        refused += !try_load(image.text, image.length);
        image.text[bit / 8] = (char)(image.text[bit / 8] ^ (1 << (bit % 8)));
        tried++;
    }
    ck_assert_uint_gt(refused, tried / 3);
    ck_assert(try_load(image.text, image.length));
    str_release(&image);
}
END_TEST

START_TEST(every_byte_of_the_header_counts)
{
    struct str image = everything();
    size_t header = 32 + 16 * 8;
    for (size_t i = 0; i < header; i++) {
        if (i >= 24 && i < 28)
            continue; /* the module's path: any other string would do */
        image.text[i] = (char)(image.text[i] ^ 0x55);
        ck_assert_msg(!try_load(image.text, image.length), "byte %zu", i);
        image.text[i] = (char)(image.text[i] ^ 0x55);
    }
    str_release(&image);
}
END_TEST

/* Words of all ones in every place: counts and indices that overflow when they are added up. */
START_TEST(huge_numbers_do_no_harm)
{
    struct str image = everything();
    for (size_t i = 0; i + 4 <= image.length; i += 4) {
        char kept[4];
        memcpy(kept, image.text + i, 4);
        memset(image.text + i, 0xff, 4);
        try_load(image.text, image.length);
        memset(image.text + i, 0, 4);
        try_load(image.text, image.length);
        memcpy(image.text + i, kept, 4);
    }
    str_release(&image);
}
END_TEST

int main(void)
{
    Suite *s = suite_create("ir save");
    TCase *t = tcase_create("save");
    suite_add_tcase(s, t);
    tcase_set_timeout(t, 120);
    tcase_add_test(t, equal_modules_have_equal_images);
    tcase_add_test(t, tables_stand_aligned_in_one_block);
    tcase_add_test(t, truncated_images_do_not_load);
    tcase_add_loop_test(t, flipped_bits_do_no_harm, 0, 8);
    tcase_add_test(t, every_byte_of_the_header_counts);
    tcase_add_test(t, huge_numbers_do_no_harm);
    return ir_test_run(s);
}
